"""What a corpus knows more than a cable: whole messages, who cites whom, copies, and what is missing."""
