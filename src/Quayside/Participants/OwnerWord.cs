// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Participants;

/// <summary>A participant as a word names it: its place in the low 16 bits, counted from 1, and its generation there in the high 32.</summary>
internal static class OwnerWord
{
    /// <summary>Gets the owner bits of a participant.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="generation">Its generation there.</param>
    public static ulong Of(int place, uint generation) => ((ulong)generation << 32) | (uint)(place + 1);

    /// <summary>Gets the place of an owner, or -1 for none.</summary>
    public static int PlaceOf(ulong word) => (int)(word & 0xFFFF) - 1;

    /// <summary>Gets the generation of an owner.</summary>
    public static uint GenerationOf(ulong word) => (uint)(word >> 32);
}
