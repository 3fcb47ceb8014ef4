// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Windows.Tests;

/// <summary>What these tests need: Windows, or Wine, which is one to them.</summary>
internal static class OnWindows
{
    /// <summary>Makes a name that no other test or program uses, or skips the test.</summary>
    public static string UniqueName()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "This is neither Windows nor Wine.");
        return UniqueKey.Next();
    }
}
