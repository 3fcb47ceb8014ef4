// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Backends.Posix;

namespace Quayside.Tests.Robust;

/// <summary>Sleeping on many words where the kernel can.</summary>
public sealed class FutexSleeperTests() : WordSleeperContract(new FutexSleeper());

/// <summary>Sleeping on many words where it cannot: an old kernel, or an old seccomp profile.</summary>
public sealed class FutexSleeperOfOldSystemsTests() : WordSleeperContract(new FutexSleeper(canSleepOnMany: false));
