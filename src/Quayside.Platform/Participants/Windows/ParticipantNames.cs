// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Common;
using Quayside.Platform.Objects.Windows;

namespace Quayside.Platform.Participants.Windows;

/// <summary>The names of the kernel objects of one segment. An immutable value.</summary>
/// <param name="section">The section's, to which the others' add something.</param>
internal readonly struct ParticipantNames(string section)
{
    /// <summary>Gets the name of the section.</summary>
    public string Section => section;

    /// <summary>Gets the name of the mutex that is the gate.</summary>
    public string Gate => section + "_gate";

    /// <summary>Gets the name of the semaphore that is there while somebody holds a place.</summary>
    public string PlaceOf(int place) => string.Create(CultureInfo.InvariantCulture, $"{section}_place_{place}");

    /// <summary>Gets the name of the semaphore on which one sleeps for a word.</summary>
    public string WakeOf(long offset) => string.Create(CultureInfo.InvariantCulture, $"{section}_wake_{offset:x}");

    /// <summary>Checks that the system can use all of the names.</summary>
    /// <param name="step">What they are wanted for.</param>
    public IpcResult Check(IpcStep step)
    {
        var result = WindowsName.Check(section, step);
        return result.Succeeded ? WindowsName.Check(WakeOf(long.MaxValue), step) : result;
    }
}
