using System.Net.Sockets;
using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>
/// What PostgreSQL's states and a broken connection mean to whoever runs the ledger, and what to do: the one place where they
/// become the ledger's exceptions. Only what cannot come from outside, a wrong statement, is a defect.
/// </summary>
internal static class PostgresFaults
{
    /// <summary>The state by which our own function says that the epoch is past.</summary>
    public const string Fenced = "EV001";

    /// <summary>The state by which it says that a chain does not end where it was thought to.</summary>
    public const string Overtaken = "EV002";

    /// <summary>Whether it is PostgreSQL or the way to it that failed.</summary>
    public static bool Is(Exception error) =>
        error is NpgsqlException or SocketException or TimeoutException or IOException;

    /// <summary>Whether the connection is gone, so that nobody knows what became of what was sent over it.</summary>
    public static bool IsLost(Exception error) =>
        error is PostgresException fault
            ? fault.SqlState.StartsWith("57P", StringComparison.Ordinal)
                || fault.SqlState.StartsWith("08", StringComparison.Ordinal)
            : Is(error);

    /// <summary>The exception for a fault.</summary>
    public static Exception Of(Exception error, PostgresPlace place) =>
        error switch
        {
            PostgresException fault => Of(fault, place),
            NpgsqlException { InnerException: LedgerException own } => own,
            _ => new LedgerUnavailableException(
                $"{place}: PostgreSQL cannot be reached ({Inner(error)}); see that it runs, and that host, port and TLS are right",
                error
            ),
        };

    private static Exception Of(PostgresException fault, PostgresPlace place)
    {
        return fault.SqlState switch
        {
            Fenced => new FencedException(
                $"{place}: another server has taken the ledger over ({fault.MessageText}). This one takes nothing in any more; stop it,"
                    + " or start it again if it is the one that should serve"
            ),
            "53100" => new LedgerUnavailableException(
                $"{place}: PostgreSQL's disk is full; make room, then try again",
                fault
            )
            {
                LacksRoom = true,
            },
            "53200" => Unavailable("PostgreSQL has not enough memory; try again"),
            "53300" => Unavailable(
                "PostgreSQL takes no more connections; raise its max_connections, or end what holds them"
            ),
            "25006" => Unavailable(
                "the database takes no writes: it is a standby or set to read-only; name its primary, or make it writable"
            ),
            "28P01" or "28000" => Unavailable(
                $"PostgreSQL lets {Who(place)} not in ({fault.MessageText}); see to the password's file and pg_hba.conf"
            ),
            "3D000" => Unavailable("there is no such database; make it with createdb"),
            "42501" => Unavailable(
                $"{Who(place)} may not do that ({fault.MessageText}); the owner grants it with `evenhand prepare … --for ROLE`"
            ),
            "3F000" or "42P01" or "42883" or "42703" => Unavailable(
                "the database holds no ledger of this program's format; make or renew it with `evenhand prepare`"
            ),
            "57P01" or "57P02" or "57P03" => Unavailable(
                $"PostgreSQL is stopping or starting ({fault.MessageText}); it is tried again"
            ),
            "58030" => Unavailable("PostgreSQL's disk fails; see its log, then try again"),
            "XX001" or "XX002" => new DamagedLedgerException(
                $"{place}: PostgreSQL says that its files are damaged ({fault.MessageText}). {WayOut.OfDatabase.Text}",
                fault
            ),
            _ when fault.IsTransient
                    || fault.SqlState[..2] is "08" or "40" or "53" or "57" or "58" => Unavailable(
                $"PostgreSQL could not do it ({fault.MessageText}); try again"
            ),
            _ => new InvalidOperationException($"{place}: {fault.MessageText}", fault),
        };

        LedgerUnavailableException Unavailable(string what) => new($"{place}: {what}", fault);
    }

    private static string Who(PostgresPlace place) => place.Role ?? "this user";

    private static string Inner(Exception error) =>
        (error.InnerException ?? error).Message.TrimEnd('.');
}
