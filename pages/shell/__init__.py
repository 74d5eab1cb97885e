"""The web shell around Streamlit: German index page, security headers, /healthz, own static files, own error voice."""

from starlette.middleware import Middleware

from pages.shell.bugs import report_bug
from pages.shell.middleware import Shell
from pages.shell.routes import ROUTES

MIDDLEWARE = [Middleware(Shell)]

__all__ = ["MIDDLEWARE", "ROUTES", "report_bug"]
