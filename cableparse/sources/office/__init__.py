"""Office documents: Word, RTF, Excel workbooks and Outlook messages, as a reader of them sees them."""
