// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Participants.Posix;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>Sleeping on many words where the kernel can.</summary>
public sealed class FutexSleeperTests() : WordSleeperContract(new FutexSleeper(), KeyKind.PlatformSafe);

/// <summary>Sleeping on many words where it cannot: an old kernel, or an old seccomp profile.</summary>
public sealed class FutexSleeperOfOldSystemsTests() : WordSleeperContract(new FutexSleeper(canSleepOnMany: false), KeyKind.PlatformSafe);

public sealed class FutexSleeperInProcessTests() : WordSleeperContract(new FutexSleeper(), KeyKind.InProcess);

public sealed class FutexSleeperOfOldSystemsInProcessTests() : WordSleeperContract(new FutexSleeper(canSleepOnMany: false), KeyKind.InProcess);
