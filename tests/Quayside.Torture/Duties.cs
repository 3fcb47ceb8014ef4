// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>All that one who takes part does.</summary>
internal static class Duties
{
    /// <summary>Gets a duty for each kind of segment and each way in which segments are kept.</summary>
    public static IDuty[] Of(World world) =>
    [
        .. Enum.GetValues<Place>().SelectMany(place => new IDuty[]
        {
            new LockDuty(world, place), new SignalDuty(world, place), new ValueDuty(world, place), new BufferDuty(world, place),
        }),
    ];
}
