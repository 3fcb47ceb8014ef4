// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.WebApp;

namespace Quayside.MusicPlayer;

/// <summary>What the player's page shows.</summary>
/// <param name="Key">The key of the shared memory.</param>
/// <param name="NativeKey">What the operating system calls it.</param>
/// <param name="Cover">The picture that is shared; null when none is.</param>
/// <param name="Failure">Why there is no picture, or why the newest could not be read; null when all is well.</param>
/// <param name="Readings">How often shared memory was read: tells a reading from the one before even when nothing changed.</param>
/// <param name="Status">The chat client's status line; empty when there is none.</param>
/// <param name="Live">The live picture that is the cover now; null when none is.</param>
internal sealed record PlayerState(string Key, string NativeKey, SharedPicture? Cover, Failure? Failure, int Readings, string Status, LiveCover? Live);

/// <summary>What the page is told of a live cover.</summary>
/// <param name="Id">Tells one time that something is live from the next.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Rate">Pictures a second that are published; null as long as it is not known.</param>
/// <param name="Dropped">Pictures that the player passed over since then.</param>
internal sealed record LiveCover(long Id, int Width, int Height, double? Rate, long Dropped);
