// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Participants.Posix;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>Sleeping on many words where the kernel can.</summary>
public sealed class FutexWaiterTests() : AddressWaiterContract(new FutexWaiter(), KeyKind.PlatformSafe);

/// <summary>Sleeping on many words where it cannot: an old kernel, or an old seccomp profile.</summary>
public sealed class FutexSleeperOfOldSystemsTests() : AddressWaiterContract(new FutexWaiter(canSleepOnMany: false), KeyKind.PlatformSafe);

public sealed class FutexSleeperInProcessTests() : AddressWaiterContract(new FutexWaiter(), KeyKind.InProcess);

public sealed class FutexSleeperOfOldSystemsInProcessTests() : AddressWaiterContract(new FutexWaiter(canSleepOnMany: false), KeyKind.InProcess);
