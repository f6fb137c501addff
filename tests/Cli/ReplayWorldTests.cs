using System.Text;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary><c>evenhand replay</c> when the world is unkind: broken pipes, full disks, signals, hostile lines.</summary>
public sealed class ReplayWorldTests : ReplayProcess
{
    [Fact]
    public void A_reader_that_leaves_early_ends_the_run_quietly()
    {
        evenhand.Write("events.ndjson", Lines(Opened, Many(5_000)));

        var ran = evenhand.Shell(
            $"set +o pipefail; $evenhand replay --policies '{Policies}' events.ndjson | head -1"
        );

        ran.Status.ShouldBe(0);
        ran.Errors.ShouldBeEmpty();
        Kinds(ran).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("ndjson")]
    [InlineData("table")]
    public void A_full_disk_is_a_failure_that_says_so(string format)
    {
        evenhand.Write("events.ndjson", Lines(Opened, Called, Asked));

        var ran = evenhand.Shell(
            $"$evenhand replay --policies '{Policies}' --format {format} events.ndjson > /dev/full"
        );

        ran.Status.ShouldBe(1);
        ran.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("evenhand: No space left on device");
    }

    [Fact]
    public void Standard_error_may_be_full_too()
    {
        var ran = evenhand.Shell(
            $"$evenhand replay --policies '{Policies}' 2> /dev/full",
            Lines(Opened, "oops")
        );

        ran.Status.ShouldBeOneOf(1, 2);
        ran.Output.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_run_that_is_interrupted_ends_without_a_word(string signal, int status)
    {
        Signals.SkipWhereIgnored(signal);
        var ran = evenhand.Shell(
            $"""
            set -m
            mkfifo events
            $evenhand replay --policies '{Policies}' events & run=$!
            exec 3> events   # opens only when the run has begun to read
            kill -{signal} $run
            wait $run
            """
        );

        ran.Status.ShouldBe(status);
        ran.Output.ShouldBeEmpty();
        ran.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public void Hostile_lines_are_named_and_the_rest_goes_on()
    {
        var stream = new List<byte>();
        void Add(string line) => stream.AddRange(Encoding.UTF8.GetBytes(line + "\n"));
        Add(Opened);
        Add(new string('[', 900_000));
        Add(new string('x', 1 << 21));
        Add(Called.Replace(":7", ":7,\"count\":7"));
        stream.AddRange([0xC3, (byte)'\n']);
        Add(new string('y', 9 << 20));
        Add(Called);
        Add(Called.Replace("\"call", "\"\\udfff"));
        stream.AddRange(Encoding.UTF8.GetBytes(new string('z', 5 << 20)));
        evenhand.Write("events.ndjson", [.. stream]);

        var ran = Replay("events.ndjson");

        ran.ErrorLines.ShouldBe([
            "events.ndjson:2: not a JSON object",
            "events.ndjson:3: the line is longer than 1 MiB",
            "events.ndjson:4: the field count stands twice",
            "events.ndjson:5: not valid UTF-8",
            "events.ndjson:6: the line is longer than 1 MiB",
            "events.ndjson:8: not valid text: half of a surrogate pair",
            "events.ndjson:9: the line is longer than 1 MiB",
        ]);
        Kinds(ran).ShouldBe(["wallet"]);
    }

    [Fact]
    public void A_long_line_costs_no_memory()
    {
        var ran = evenhand.Shell(
            $"""
            (ulimit -v 100000000
             head -c 64M /dev/zero | tr '\0' x; echo; echo '{Opened}') |
            DOTNET_GCHeapHardLimit=0x6000000 $evenhand replay --policies '{Policies}'
            """
        );

        ran.ErrorLines.ShouldBe(["standard input:1: the line is longer than 1 MiB"]);
        Kinds(ran).ShouldBe(["wallet"]);
    }

    [Fact]
    public void Help_shows_examples_that_run()
    {
        var help = evenhand.Run("replay --help");
        help.Status.ShouldBe(0);
        var examples = help
            .Output.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("evenhand ", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("evenhand replay [", StringComparison.Ordinal))
            .ToArray();
        examples.Length.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var file in new[] { "events.ndjson", "january.ndjson", "late.ndjson" })
            evenhand.Write(file, Lines(Opened, Called));
        Directory.CreateSymbolicLink(Path.Combine(evenhand.Folder, "policies"), Policies);

        foreach (var example in examples)
        {
            var ran = evenhand.Shell(
                "jq() { grep -q '\"kind\":\"case\"'; }; "
                    + example.Replace("evenhand ", "$evenhand ", StringComparison.Ordinal)
            );
            ran.Status.ShouldBe(0, $"{example}\n{ran.Errors}");
        }
    }

    private static string Many(int accounts) =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, accounts)
                .Select(i => Opened.Replace("acme", $"a{i}").Replace("\"open", $"\"o{i}"))
        );
}
