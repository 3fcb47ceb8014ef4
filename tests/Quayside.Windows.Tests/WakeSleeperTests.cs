// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Quayside.Platform.Backends.Windows;
using Quayside.Tests.Robust;

namespace Quayside.Windows.Tests;

[SupportedOSPlatform("windows")]
public sealed class WakeSleeperTests() : WordSleeperContract(new WakeSleeper());

[SupportedOSPlatform("windows")]
public sealed class WaitPumpTests() : WaitPumpContract(() => new WakeSleeper());
