using Evenhand.Node.Roles;
using Evenhand.Server.Access;
using Evenhand.Server.Settings;
using Evenhand.Tests.Tidy;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

public class OperationsDocumentTests
{
    private static readonly string Text = File.ReadAllText(
        Path.Combine(Tree.Root(), "docs", "OPERATIONS.md")
    );

    [Fact]
    public void The_page_has_the_table_of_settings_as_it_is()
    {
        var rows = SettingTable.Rows.Select(row =>
            $"| `{row.Flag ?? "(none)"}` | `{row.Variable}` | {row.Default} | {row.Help} |".Replace(
                "text|json",
                "text\\|json"
            )
        );
        Text.ShouldContain(string.Join('\n', rows));
    }

    [Fact]
    public void The_page_says_of_every_type_who_may_send_it()
    {
        var rows = SenderTable.Rows.Select(row =>
        {
            var type = row.Kind is null ? row.Type : $"`{row.Type}`";
            var roles = row.Roles.IsEmpty ? "nobody" : row.Roles.ToString();
            return $"| {type} | {roles} | {row.Note}".TrimEnd() + " |";
        });
        Text.ShouldContain(string.Join('\n', rows));
    }

    [Fact]
    public void The_page_says_of_every_route_who_may_call_it()
    {
        var rows = AccessTable.Rows.Select(row =>
        {
            var roles = row.IsPublic
                ? "anybody"
                : string.Join(", ", row.Roles.Select(role => role.ToString().ToLowerInvariant()))
                    + (row.BySession ? ", in a session" : "");
            return $"| `{row.Method} {row.Pattern}` | {roles} |";
        });
        Text.ShouldContain(string.Join('\n', rows));
    }
}
