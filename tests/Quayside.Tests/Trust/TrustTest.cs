// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Tests.Support;

namespace Quayside.Tests.Trust;

/// <summary>What tests of trust have in common: root meets what nobody has put under its key.</summary>
public abstract class TrustTest
{
    /// <summary>Checks that something is refused, and with which words.</summary>
    private protected static void AssertRefused(Action action)
    {
        var exception = Assert.ThrowsAny<Exception>(action);
        Assert.True(
            exception is RefusedException
                or SharedMemoryException { Error: SharedMemoryError.PermissionDenied }
                or SystemSemaphoreException { Error: SystemSemaphoreError.PermissionDenied }
                or QuaysideException { Error: QuaysideError.PermissionDenied },
            exception.ToString());
        if (exception is not RefusedException)
        {
            Assert.Contains("belongs to user 65534 (nobody), and this process runs as user 0 (root)", exception.Message, StringComparison.Ordinal);
            Assert.Contains("set TrustedOwner to 65534 (in the tool: --owner nobody)", exception.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Skips the test unless this is root.</summary>
    private protected static void RequireRoot() => Assert.SkipUnless(Tool.IsRoot, "Only root can act as another user.");
}
