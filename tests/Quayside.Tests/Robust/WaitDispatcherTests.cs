// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Participants.Posix;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>A pump where the system sleeps on many words at once.</summary>
public sealed class WaitDispatcherTests() : WaitDispatcherContract(() => new FutexWaiter(), KeyKind.PlatformSafe);

/// <summary>A pump where it cannot: an old kernel, or an old seccomp profile.</summary>
public sealed class WaitDispatcherOfOldSystemsTests() : WaitDispatcherContract(() => new FutexWaiter(canSleepOnMany: false), KeyKind.PlatformSafe);

public sealed class WaitDispatcherInProcessTests() : WaitDispatcherContract(() => new FutexWaiter(), KeyKind.InProcess);
