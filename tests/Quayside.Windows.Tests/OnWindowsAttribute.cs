// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Reflection;
using Quayside.Testing;
using Xunit.v3;

[assembly: Quayside.Windows.Tests.OnWindows]

namespace Quayside.Windows.Tests;

/// <summary>Skips every test of this program elsewhere: what they would find out there, the other test programs do already.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class OnWindowsAttribute : BeforeAfterTestAttribute
{
    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Require();

    /// <summary>Makes a name that no other test or program uses, or skips the test.</summary>
    internal static string UniqueName()
    {
        Require();
        return UniqueKey.Next();
    }

    private static void Require() => Assert.SkipUnless(OperatingSystem.IsWindows(), "This is neither Windows nor Wine.");
}
