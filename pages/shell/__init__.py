"""The web shell around Streamlit: German frame, security headers, compressed files, /healthz, own error voice."""

from starlette.middleware import Middleware

from pages.components.bugs import report_bug
from pages.shell.files import Files
from pages.shell.middleware import Shell
from pages.shell.routes import ROUTES

MIDDLEWARE = [Middleware(Shell), Middleware(Files)]

__all__ = ["MIDDLEWARE", "ROUTES", "report_bug"]
