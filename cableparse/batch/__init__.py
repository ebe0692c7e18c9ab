"""The batch: find work, skip what is done, run, collect, keep the ledger, report."""
