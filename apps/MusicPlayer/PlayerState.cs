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
internal sealed record PlayerState(string Key, string NativeKey, SharedPicture? Cover, Failure? Failure, int Readings, string Status);
