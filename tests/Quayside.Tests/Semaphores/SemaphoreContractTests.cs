// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Semaphores;

public sealed class SystemVSemaphoreContractTests() : SemaphoreContract(text => IpcKey.Legacy(text, IpcKeyType.SystemV));

public sealed class OtherProjectSemaphoreContractTests() : SemaphoreContract(text => IpcKey.Legacy(text, (IpcKeyType)84));

public sealed class InProcessSemaphoreContractTests() : SemaphoreContract(IpcKey.InProcess);

public sealed class PosixSemaphoreContractTests() : SemaphoreContract(text => IpcKey.Legacy(text, IpcKeyType.Posix));
