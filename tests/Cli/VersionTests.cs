using System.Text.RegularExpressions;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

public sealed partial class VersionTests
{
    [Fact]
    public void The_version_names_all_that_can_change_a_result()
    {
        using var evenhand = new EvenhandProcess();

        var ran = evenhand.Run("--version");

        ran.Status.ShouldBe(0);
        ran.Output.ShouldMatch(Expected().ToString());
        ran.Output.ShouldContain(DateTimeZoneProviders.Tzdb.VersionId);
    }

    [GeneratedRegex(
        @"^evenhand \d+\.\d+\.\d+\ncommit   ([0-9a-f]{12}|unknown)\nruntime  \.NET \d+\.\d+\.\d+\nzones    TZDB: \d{4}[a-z]+.*\n$"
    )]
    private static partial Regex Expected();
}
