"""Servers that come and go while messages flow, at points that a seed decides."""

import threading


class Interruptions(threading.Thread):
    """Does one deed after the other, each as soon as so many messages have been settled. A deed that was not reached is left out."""

    def __init__(self, plan):
        """plan: (messages settled, deed) by rising number."""
        super().__init__(daemon=True)
        self._plan = plan
        self._settled, self._finished, self._failure = 0, False, None
        self._changed = threading.Condition()

    def notice(self, settled):
        """From the threads that send; the largest number counts."""
        with self._changed:
            self._settled = max(self._settled, settled)
            self._changed.notify()

    def finish(self):
        """Waits for the deed under way, and raises what went wrong in one."""
        with self._changed:
            self._finished = True
            self._changed.notify()
        self.join()
        if self._failure:
            raise self._failure

    def run(self):
        try:
            for point, deed in self._plan:
                with self._changed:
                    self._changed.wait_for(lambda: self._settled >= point or self._finished)
                    if self._settled < point:
                        return
                deed()
        except Exception as error:  # finish() raises it
            self._failure = error
