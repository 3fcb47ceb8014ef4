// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>All that one who takes part does.</summary>
internal static class Duties
{
    /// <summary>Gets the duties: for each kind of segment and each way in which segments are kept, or those of a control.</summary>
    /// <param name="world">Where.</param>
    /// <param name="mode">
    /// "storm-systemv" or "storm-posix" for those of <see cref="Storm"/>; "no-lock", "no-protocol", "no-pin" or "storm-leak" for what must go wrong;
    /// null for what must not.
    /// </param>
    public static IDuty[] Of(World world, string? mode) => mode switch
    {
        "storm-systemv" => [new StormDuty(world, IpcKeyType.SystemV, leaks: false)],
        "storm-posix" => [new StormDuty(world, IpcKeyType.Posix, leaks: false)],
        "storm-leak" => [new StormDuty(world, IpcKeyType.Posix, leaks: true)],
        "no-lock" => [new NoLockDuty(world)],
        "no-protocol" => [new NoProtocolDuty(world)],
        "no-pin" => [new DrawDuty(world, Place.Attended), new LookDuty(world, Place.Attended) { LooksWithoutPin = true }],
        _ => [.. Enum.GetValues<Place>().SelectMany(place => Of(world, place))],
    };

    private static IDuty[] Of(World world, Place place) =>
    [
        new LockDuty(world, place), new SignalDuty(world, place), new ValueDuty(world, place), new BufferDuty(world, place),
        new DrawDuty(world, place), new LookDuty(world, place),
    ];
}
