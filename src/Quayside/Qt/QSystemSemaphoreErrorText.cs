// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Errors;
using Quayside.Keys;
using Quayside.Platform.Common;

namespace Quayside.Qt;

/// <summary>Failures in the words of QSystemSemaphore::errorString() (Qt 6.8; System V's and Windows', with POSIX's call added).</summary>
internal static class QSystemSemaphoreErrorText
{
    private const string Handle = "QSystemSemaphore::handle";
    private const string Modify = "QSystemSemaphore::modifySemaphore";

    /// <summary>Gets the text of a mechanism that this system lacks.</summary>
    public static string UnsupportedType => "QSystemSemaphore::setNativeKey: unsupported key type";

    /// <summary>Gets the text of a negative initial value, where the mechanism refuses it.</summary>
    public static string BadInitialValue(IpcKeyType type) => $"{Of(Handle, type, "sem_open")}: unknown error: Invalid argument";

    /// <summary>Gets the text of a key that names nothing. On System V the doubled colon is Qt's.</summary>
    public static string EmptyKey(IpcKeyType type) => $"{Handle}{(type.IsSystemV() ? ":" : string.Empty)}: key is empty";

    /// <summary>Gets the text of a failed step.</summary>
    /// <param name="type">The mechanism.</param>
    /// <param name="failure">What the system said, and where.</param>
    /// <param name="call">What POSIX calls the operation, should it have failed there: "sem_wait" or "sem_post".</param>
    public static string For(IpcKeyType type, IpcResult failure, string call) => failure.Step switch
    {
        IpcStep.MakeKeyFile when failure.Error == IpcError.Locked =>
            $"{Handle}:: unable to make key: {(failure.Locker is { } process ? ProcessInfo.Describe(process) : "another process")} keeps the key file locked",
        IpcStep.MakeKeyFile => $"{Handle}:: unable to make key",
        IpcStep.DeriveKey when type.IsSystemV() => $"{Handle}: ftok failed",
        IpcStep.AcquireLock => $"{Of(Modify, type, call)}: {Reason(failure)}",
        _ => $"{Of(Handle, type, "sem_open")}: {Reason(failure)}",
    };

    private static string Of(string function, IpcKeyType type, string call) => type == IpcKeyType.Posix ? $"{function} ({call})" : function;

    private static string Reason(IpcResult failure) => SemaphoreFailure.Translate(failure.Error) switch
    {
        SystemSemaphoreError.PermissionDenied => "permission denied",
        SystemSemaphoreError.KeyError => "key too long",
        SystemSemaphoreError.AlreadyExists => "already exists",
        SystemSemaphoreError.NotFound => "does not exist",
        SystemSemaphoreError.OutOfResources => "out of resources",
        _ => $"unknown error: {ProcessInfo.DescribeError(failure.NativeError)}",
    };
}
