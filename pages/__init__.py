"""All that knows Streamlit: the router, one module per page, shared components and the web shell."""
