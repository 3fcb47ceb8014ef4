// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.Diagnostics.Examination;

/// <summary>Looks at two habits of systemd that remove living shared memory: RemoveIPC (logind.conf(5)) and ageing (tmpfiles.d(5)).</summary>
internal static class SystemdExaminer
{
    // Users below it are the system's own (SYS_UID_MAX), whose objects logind leaves alone.
    private const uint FirstPerson = 1000;

    /// <summary>Looks at the settings.</summary>
    /// <param name="system">The files of the system.</param>
    /// <param name="environment">The user and the directory that it is about.</param>
    public static IEnumerable<IpcFinding> Examine(SystemFiles system, IpcEnvironment environment)
    {
        // The same test as sd_booted(3).
        if (!system.Exists("/run/systemd/system"))
        {
            yield break;
        }

        yield return RemoveIpc(system, environment);
        if (Age(system, environment.TemporaryDirectory) is { } cleaner)
        {
            yield return cleaner;
        }
    }

    private static IpcFinding RemoveIpc(SystemFiles system, IpcEnvironment environment)
    {
        const string Name = "RemoveIPC=";
        var (file, line) = system.LinesOf("/etc/systemd/logind.conf").Concat(system.Lines("systemd/logind.conf.d"))
            .LastOrDefault(pair => pair.Line.StartsWith(Name, StringComparison.Ordinal), (File: "systemd's default", Line: Name + "yes"));
        var isOn = line[Name.Length..].Trim().ToLowerInvariant() is "yes" or "true" or "on" or "1";
        var lingers = environment.UserName is { } user && system.Exists("/var/lib/systemd/linger/" + user);
        var concerns = isOn && environment.UserId >= FirstPerson && !lingers;
        return new IpcFinding
        {
            Kind = IpcFindingKind.RemoveIpc,
            Severity = concerns ? IpcSeverity.Warning : IpcSeverity.Note,
            Subject = "systemd RemoveIPC",
            Text = !isOn ? "It is off: objects stay when a user logs out."
                : concerns ? "When your last session ends, systemd removes your segments, semaphores and POSIX objects, also those that services of yours use."
                : "It is on. It removes a user's objects when the last session ends, but only those of users from id 1000 on who do not linger; not yours.",
            Evidence =
            [
                $"{line} ({file})",
                string.Create(CultureInfo.InvariantCulture, $"user {environment.UserId} ({environment.UserName ?? "no name"}){(lingers ? ", lingering" : string.Empty)}"),
            ],
            Remedy = concerns ? "RemoveIPC=no in /etc/systemd/logind.conf, or: loginctl enable-linger" : null,
        };
    }

    private static IpcFinding? Age(SystemFiles system, string directory)
    {
        var lines = system.Lines("tmpfiles.d").Select(pair => (pair.File, Columns: pair.Line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))).ToList();
        var spared = lines.Any(line =>
            line.Columns is [['x' or 'X', ..], var path, ..] && path.StartsWith(directory + "/qipc_", StringComparison.Ordinal));

        // type path mode user group age: the first line for a path counts, and - is no age.
        const int AgeColumn = 5;
        var (file, columns) = lines.FirstOrDefault(line =>
            line.Columns.Length > AgeColumn
            && line.Columns[0][0] is 'd' or 'D' or 'q' or 'Q' or 'v' or 'e'
            && line.Columns.Length > 1
            && (directory == line.Columns[1] || directory.StartsWith(line.Columns[1] + "/", StringComparison.Ordinal)));
        return columns is not { Length: > AgeColumn } || columns[AgeColumn] == "-" || spared ? null : new IpcFinding
        {
            Kind = IpcFindingKind.Cleaner,
            Severity = IpcSeverity.Warning,
            Subject = "systemd-tmpfiles",
            Text = $"It deletes files in {columns[1]} that nobody has touched for {columns[AgeColumn]}. Key files are never touched: when one goes, "
                + "newcomers do not find the living segment any more.",
            Evidence = [$"{string.Join(' ', columns)} ({file})"],
            Remedy = $"Put 'x {directory}/qipc_*' into a file in /etc/tmpfiles.d.",
        };
    }
}
