"""The print worker and the small port through which it knows the shop's jobs."""

from shopdesk.printing.spool.jobs import Job, JobStore
from shopdesk.printing.spool.spooler import Spooler

__all__ = ["Job", "JobStore", "Spooler"]
