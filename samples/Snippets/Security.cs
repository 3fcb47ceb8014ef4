// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Snippets;

internal static class Security
{
    public static void Trust()
    {
        // A service of root that shares with the program of one user, and with nobody else.
        var options = new SharedMemoryOptions { TrustedOwner = 1000 };
        using var memory = SharedMemory.Attach("share", options);
    }
}
