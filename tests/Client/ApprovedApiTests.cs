using System.Reflection;
using Evenhand.Client;
using Evenhand.Client.AspNetCore;
using Evenhand.Tests.Tidy;
using Evenhand.Wire;
using PublicApiGenerator;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Client;

/// <summary>The public surface is text that people approve: a change of it is seen in review.</summary>
public sealed class ApprovedApiTests
{
    private const string Accept = "EVENHAND_ACCEPT_API";

    [Fact]
    public void The_public_surface_of_the_client_is_the_approved_one() =>
        Check(typeof(EvenhandClient).Assembly, "src/Client/Evenhand.Client.approved.txt");

    [Fact]
    public void The_public_surface_of_the_client_in_a_web_application_is_the_approved_one() =>
        Check(
            typeof(EvenhandWebOptions).Assembly,
            "src/Client.AspNetCore/Evenhand.Client.AspNetCore.approved.txt"
        );

    [Fact]
    public void The_client_needs_no_web_framework() =>
        typeof(EvenhandClient)
            .Assembly.GetReferencedAssemblies()
            .ShouldNotContain(used =>
                used.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            );

    [Fact]
    public void The_public_surface_of_the_wire_is_the_approved_one() =>
        Check(typeof(WireJson).Assembly, "src/Wire/Evenhand.Wire.approved.txt");

    private static void Check(Assembly assembly, string approved)
    {
        var surface = assembly
            .GeneratePublicApi(
                new ApiGeneratorOptions
                {
                    IncludeAssemblyAttributes = false,
                    ExcludeAttributes =
                    [
                        "System.CodeDom.Compiler.GeneratedCodeAttribute",
                        "System.Text.Json.Serialization.JsonSerializableAttribute",
                        "System.Text.Json.Serialization.JsonSourceGenerationOptionsAttribute",
                    ],
                }
            )
            .ReplaceLineEndings("\n")
            .TrimEnd();
        var path = Path.Combine(Tree.Root(), approved);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(path, surface + "\n");

        File.ReadAllText(path)
            .TrimEnd()
            .ShouldBe(
                surface,
                $"A public surface has changed. If it is meant: run this test with {Accept}=1, look at the "
                    + $"difference of {approved}, and commit it. What was removed or renamed breaks those who use it."
            );
    }
}
