// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Tests.Semaphores;

namespace Quayside.Windows.Tests;

public sealed class WindowsQtSuiteTests() : QtSuite(WindowsKey.Of);

public sealed class WindowsSemaphoreContractTests() : SemaphoreContract(WindowsKey.Of);

/// <summary>Keys of Windows' own mechanism.</summary>
internal static class WindowsKey
{
    /// <summary>Makes the legacy key of a text, or skips the test.</summary>
    public static IpcKey Of(string text)
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "This is neither Windows nor Wine.");
        return IpcKey.Legacy(text, IpcKeyType.Windows);
    }
}
