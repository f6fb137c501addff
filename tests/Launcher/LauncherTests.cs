using System.Runtime.Versioning;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Launcher;

/// <summary>The launcher is a Bash script: what it promises of building and of passing through.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LauncherTests : IDisposable
{
    private readonly Checkout checkout = new();

    public void Dispose() => checkout.Dispose();

    [Fact]
    public void The_first_run_builds_and_passes_arguments_input_and_exit_status_through() =>
        checkout
            .Run("replay --until 2026-01-01", "an event")
            .ShouldBe(new Run(7, "arguments: replay --until 2026-01-01\ninput: an event\n", ""));

    [Fact]
    public void Nothing_is_built_when_nothing_changed()
    {
        checkout.Run();
        checkout.Run();
        checkout.Builds.ShouldBe(1);
    }

    [Fact]
    public void A_changed_file_is_built()
    {
        checkout.Run();
        checkout.Write("src/Core/Some.cs");
        checkout.Run();
        checkout.Builds.ShouldBe(2);
    }

    [Fact]
    public void A_deleted_file_is_built()
    {
        checkout.Run();
        File.Delete(checkout.At("src/Core/Some.cs"));
        checkout.Run();
        checkout.Builds.ShouldBe(2);
    }

    [Fact]
    public void What_other_builds_leave_behind_is_no_change()
    {
        Directory.CreateDirectory(checkout.At("src/Core/obj"));
        checkout.Run();
        checkout.Write("src/Core/obj/Some.g.cs");
        checkout.Run();
        checkout.Builds.ShouldBe(1);
    }

    [Fact]
    public void First_runs_at_the_same_time_build_once()
    {
        var statuses = new int[8];
        Parallel.For(0, statuses.Length, run => statuses[run] = checkout.Run().Status);
        statuses.ShouldAllBe(status => status == 7);
        checkout.Builds.ShouldBe(1);
    }

    [Fact]
    public void A_link_to_the_launcher_runs_it()
    {
        File.CreateSymbolicLink(checkout.At("elsewhere/link"), checkout.At("evenhand"));
        checkout.Run(launcher: "elsewhere/link").Status.ShouldBe(7);
    }

    [Fact]
    public void A_failed_build_shows_its_output_on_standard_error_and_is_tried_again()
    {
        checkout.Write("sdk/broken");
        var run = checkout.Run();
        run.Status.ShouldBe(1);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain("Some.cs(1,2): error");
        File.Delete(checkout.At("sdk/broken"));
        checkout.Run().Status.ShouldBe(7);
    }

    [Fact]
    public void A_failed_build_is_not_tried_twice()
    {
        checkout.Write("sdk/broken");
        checkout.Run();
        checkout.Builds.ShouldBe(1);
    }

    [Fact]
    public void Without_the_packages_that_compile_ahead_it_builds_all_the_same()
    {
        checkout.Write("sdk/offline");
        checkout.Run().Status.ShouldBe(7);
        checkout.Builds.ShouldBe(2);
    }

    [Fact]
    public void A_failed_build_does_not_fall_back_to_the_program_of_before()
    {
        checkout.Run();
        checkout.Write("src/Core/Some.cs");
        checkout.Write("sdk/broken");
        checkout.Run().Status.ShouldBe(1);
    }

    [Fact]
    public void A_missing_SDK_is_told_plainly()
    {
        var run = checkout.Run(path: PathWithoutDotnet());
        run.Status.ShouldBe(1);
        run.Error.ShouldStartWith("evenhand: the .NET SDK is not installed.");
    }

    [Fact]
    public void A_wrong_SDK_is_told_plainly()
    {
        checkout.Write("sdk/too-old");
        var run = checkout.Run();
        run.Status.ShouldBe(1);
        run.Error.ShouldStartWith("evenhand: needs .NET SDK 10, found: 8.0.100.");
    }

    /// <summary>A folder with what the launcher needs before it looks for the SDK.</summary>
    private string PathWithoutDotnet()
    {
        var folder = Directory.CreateDirectory(checkout.At("tools")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "readlink"), "/usr/bin/readlink");
        return folder;
    }
}
