"""Jupyter's own tests for kernels, on the kernel named java in JUPYTER_PATH.

The suite waits a tenth of a second for what a kernel publishes, 15 seconds for its replies and a
minute for its start, which a busy machine may miss; here it waits until the message comes.
"""

import functools
import os
import unittest

import jupyter_client.manager
import jupyter_kernel_test


class Manager(jupyter_client.manager.KernelManager):
    def __init__(self, **options):
        super().__init__(transport=os.environ["GENLAB_TRANSPORT"], **options)


jupyter_client.manager.KernelManager = Manager

PATIENCE_SECONDS = 600

jupyter_kernel_test.start_new_kernel = functools.partial(
    jupyter_kernel_test.start_new_kernel, startup_timeout=PATIENCE_SECONDS
)


def wait_patiently(channel):
    hasty = channel.get_msg
    channel.get_msg = lambda timeout=None: hasty(timeout=PATIENCE_SECONDS)


class JavaKernelTests(jupyter_kernel_test.KernelTests):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        wait_patiently(cls.kc.iopub_channel)
        wait_patiently(cls.kc.shell_channel)

    def flush_channels(self):
        """Reads all up to the answer to one more question."""
        question = self.kc.kernel_info()
        while self.kc.get_shell_msg(timeout=PATIENCE_SECONDS)["parent_header"]["msg_id"] != question:
            pass
        while True:
            message = self.kc.get_iopub_msg(timeout=PATIENCE_SECONDS)
            ended = message["content"].get("execution_state") == "idle"
            if ended and message["parent_header"].get("msg_id") == question:
                return

    kernel_name = "java"
    language_name = "java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "List.of(1, 2, 3)", "result": "[1, 2, 3]"},
    ]
    code_display_data = [
        {"code": 'display("<b>bold</b>", "text/html");', "mime": "text/html"},
        {
            "code": "display(new java.awt.image.BufferedImage(2, 2, 1));",
            "mime": "image/png",
        },
    ]
    code_clear_output = "clearOutput();"
    code_inspect_sample = "Math.max("
    completion_samples = [
        {"text": "Math.hypo", "matches": {"hypot("}},
        {"text": "System.currentTimeM", "matches": {"currentTimeMillis()"}},
    ]
    complete_code_samples = ["1 + 1", "int x = 3;", "for (int i = 0; i < 3; i++) { }"]
    incomplete_code_samples = ["int f(int x) {", 'System.out.println("a"', "/* open"]
    invalid_code_samples = ["int x = ;", "}"]
    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")


if __name__ == "__main__":
    unittest.main(verbosity=2)
