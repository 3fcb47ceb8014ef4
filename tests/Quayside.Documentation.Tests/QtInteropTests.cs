// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using Quayside.Qt;
using Quayside.Testing;

namespace Quayside.Documentation.Tests;

/// <summary>The page about Qt keeps its word: every member has a test on every system, and every difference one for each side.</summary>
public sealed partial class QtInteropTests
{
    private const string CannotDiffer = "Cannot differ";
    private const string NotHere = "Not here";

    // The public members of Qt 6.8, less what C++ alone has: assignment, moving, hashing's seed.
    private static readonly string[] _members =
    [
        "QSharedMemory()", "QSharedMemory(QString)", "QSharedMemory(QNativeIpcKey)", "~QSharedMemory()", "setKey", "key",
        "setNativeKey(QString, type)", "setNativeKey(QNativeIpcKey)", "nativeKey", "nativeIpcKey", "create", "attach", "isAttached", "detach",
        "data", "constData", "size", "lock", "unlock", "error", "errorString", "isKeyTypeSupported", "platformSafeKey", "legacyNativeKey",
        "QSystemSemaphore(QString, …)", "QSystemSemaphore(QNativeIpcKey, …)", "~QSystemSemaphore()", "setKey", "setNativeKey(QString, …)",
        "setNativeKey(QNativeIpcKey, …)", "key", "nativeIpcKey", "acquire", "release", "error", "errorString", "isKeyTypeSupported",
        "platformSafeKey", "legacyNativeKey",
        "QNativeIpcKey()", "QNativeIpcKey(QString, type)", "Type", "DefaultTypeForOs", "legacyDefaultTypeForOs", "type", "setType", "isValid",
        "isEmpty", "nativeKey", "setNativeKey", "operator==", "qHash", "swap", "toString", "fromString",
    ];

    private static readonly string _page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "qt-interop.md"));

    public static IEnumerable<TheoryDataRow<string>> TestNames =>
        TestName().Matches(_page).Select(match => match.Groups["name"].Value).Distinct().Select(name => new TheoryDataRow<string>(name));

    public static IEnumerable<TheoryDataRow<string>> MemberRows => Rows("| member | System V | POSIX | Windows |");

    public static IEnumerable<TheoryDataRow<string>> DifferenceRows => Rows("| | Qt | Quayside, and why | Qt's way is shown by | ours by |");

    [Theory]
    [MemberData(nameof(TestNames))]
    public void Every_test_that_is_named_exists(string name) => Assert.True(TestIndex.Has(name), $"There is no test {name}.");

    [Fact]
    public void Every_member_of_the_three_classes_is_a_row() =>
        Assert.Equal(_members, MemberRows.Select(row => Cells(row.Data)[0].Trim('`')));

    [Theory]
    [MemberData(nameof(MemberRows))]
    public void Every_member_is_backed_by_a_test_on_every_system_or_cannot_differ(string row)
    {
        var cells = Cells(row);
        Assert.Equal(4, cells.Length);
        Assert.All(cells.Skip(1), cell => Assert.True(
            TestName().IsMatch(cell) || cell.StartsWith(CannotDiffer, StringComparison.Ordinal), $"'{cell}' names no test and no reason."));
    }

    [Theory]
    [MemberData(nameof(DifferenceRows))]
    public void Every_difference_has_a_test_for_each_side_or_says_why_not(string row)
    {
        var cells = Cells(row);
        Assert.Equal(5, cells.Length);
        Assert.All(cells.Take(3), Assert.NotEmpty);
        Assert.All(cells.Skip(3), cell => Assert.True(
            TestName().IsMatch(cell) || cell.StartsWith(NotHere, StringComparison.Ordinal), $"'{cell}' names no test and no reason."));
    }

    [Fact]
    public void There_are_differences() => Assert.NotEmpty(DifferenceRows);

    private static IEnumerable<TheoryDataRow<string>> Rows(string header)
    {
        var lines = _page.Split('\n');
        for (var at = Array.IndexOf(lines, header); at >= 0; at = Array.IndexOf(lines, header, at + 1))
        {
            foreach (var line in lines.Skip(at + 2).TakeWhile(line => line.StartsWith('|')))
            {
                yield return new TheoryDataRow<string>(line);
            }
        }
    }

    private static string[] Cells(string row) => [.. row.Trim('|').Split(" | ").Select(cell => cell.Trim())];

    [GeneratedRegex(@"`(?<name>[A-Z]\w*(Tests|Suite)\.\w+)`")]
    private static partial Regex TestName();
}
