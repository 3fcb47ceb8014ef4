// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Tests.Semaphores;

namespace Quayside.Tests.QtSuite;

public sealed class SystemVSuite() : QSharedMemorySuite(IpcKeyType.SystemV);

public sealed class NumberedSystemVSuite() : QSharedMemorySuite((IpcKeyType)84);

public sealed class SystemVProcessSuite() : QSharedMemoryProcessSuite(IpcKeyType.SystemV);

public sealed class NumberedSystemVProcessSuite() : QSharedMemoryProcessSuite((IpcKeyType)84);
