"""Where the service keeps what must survive it: the history, the checkpoints, and the locks on threads.

`open_stores` chooses the engines by the settings. Another engine is one more file here, or in `agent.locks`.
"""
