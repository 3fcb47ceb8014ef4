// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Quayside.Platform.Participants.Windows;
using Quayside.Tests.Robust;
using Quayside.Tests.Support;

namespace Quayside.Windows.Tests;

[SupportedOSPlatform("windows")]
public sealed class WakeWaiterTests() : AddressWaiterContract(new WakeWaiter(), KeyKind.PlatformSafe);

[SupportedOSPlatform("windows")]
public sealed class WaitDispatcherTests() : WaitDispatcherContract(() => new WakeWaiter(), KeyKind.PlatformSafe);

[SupportedOSPlatform("windows")]
public sealed class WakeSleeperInProcessTests() : AddressWaiterContract(new WakeWaiter(), KeyKind.InProcess);

[SupportedOSPlatform("windows")]
public sealed class WaitDispatcherInProcessTests() : WaitDispatcherContract(() => new WakeWaiter(), KeyKind.InProcess);
