// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Quayside.Platform.Participants.Windows;
using Quayside.Tests.Robust;
using Quayside.Tests.Support;

namespace Quayside.Windows.Tests;

[SupportedOSPlatform("windows")]
public sealed class WakeSleeperTests() : WordSleeperContract(new WakeSleeper(), KeyKind.PlatformSafe);

[SupportedOSPlatform("windows")]
public sealed class WaitPumpTests() : WaitPumpContract(() => new WakeSleeper(), KeyKind.PlatformSafe);

[SupportedOSPlatform("windows")]
public sealed class WakeSleeperInProcessTests() : WordSleeperContract(new WakeSleeper(), KeyKind.InProcess);

[SupportedOSPlatform("windows")]
public sealed class WaitPumpInProcessTests() : WaitPumpContract(() => new WakeSleeper(), KeyKind.InProcess);
