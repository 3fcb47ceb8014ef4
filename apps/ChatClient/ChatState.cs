// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.WebApp;

namespace Quayside.ChatClient;

/// <summary>What the chat page shows.</summary>
/// <param name="Key">The key of the shared memory.</param>
/// <param name="NativeKey">What the operating system calls it.</param>
/// <param name="Picture">The published picture; null before the first.</param>
/// <param name="Failure">Why the last attempt to publish failed; null when it did not.</param>
/// <param name="Status">The status line that is shared; empty when there is none.</param>
/// <param name="Player">The page of the music player that runs; null when none does.</param>
/// <param name="Live">What is shown live; null when nothing is.</param>
internal sealed record ChatState(string Key, string NativeKey, SharedPicture? Picture, Failure? Failure, string Status, Uri? Player, ChatLive? Live);

/// <summary>What the chat page is told of what is live.</summary>
/// <param name="Id">Tells one time that something is live from the next.</param>
/// <param name="Source">What is live: <c>picture</c> for one that moves, or <c>camera</c>.</param>
internal sealed record ChatLive(int Id, string Source);
