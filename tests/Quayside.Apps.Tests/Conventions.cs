// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Apps.Tests.Browser;

// Each test drives several processes and some a browser: side by side they would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Quayside.Apps.Tests.Browser.Chromium))]
