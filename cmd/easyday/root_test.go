package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
)

// fullDisk takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// TestHelpThatCannotBeWritten holds that help, however it is asked for, says that
// it could not be written, and fails.
func TestHelpThatCannotBeWritten(t *testing.T) {
	for _, line := range []string{"", "--help", "-h", "help", "help report", "report --help", "check -h", "version", "--version", "completion bash"} {
		var stderr bytes.Buffer
		if status := run(context.Background(), strings.Fields(line), fullDisk{}, &stderr); status != statusFailed {
			t.Errorf("easyday %s: exit status %d, want %d", line, status, statusFailed)
		}
		if !strings.Contains(stderr.String(), "no space left") {
			t.Errorf("easyday %s: standard error says %q", line, stderr.String())
		}
	}
}
