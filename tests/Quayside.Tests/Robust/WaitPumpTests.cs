// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Participants.Posix;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>A pump where the system sleeps on many words at once.</summary>
public sealed class WaitPumpTests() : WaitPumpContract(() => new FutexSleeper(), KeyKind.PlatformSafe);

/// <summary>A pump where it cannot: an old kernel, or an old seccomp profile.</summary>
public sealed class WaitPumpOfOldSystemsTests() : WaitPumpContract(() => new FutexSleeper(canSleepOnMany: false), KeyKind.PlatformSafe);

public sealed class WaitPumpInProcessTests() : WaitPumpContract(() => new FutexSleeper(), KeyKind.InProcess);
