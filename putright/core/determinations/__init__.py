"""Published determinations of the Housing Ombudsman, read: their facts, and no more."""

from putright.core.determinations.report import NotAReport as NotAReport
from putright.core.determinations.report import Numbered as Numbered
from putright.core.determinations.report import Report as Report
from putright.core.determinations.report import Wrong as Wrong
from putright.core.determinations.report import read as read
