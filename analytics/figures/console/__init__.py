"""Tables, drawings and sentences for whatever a statement of the console answers."""
