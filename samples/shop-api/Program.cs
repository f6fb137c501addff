using System.Text.Json.Nodes;
using Evenhand.Client;
using Evenhand.Client.AspNetCore;
using Evenhand.Client.Reporting;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddEvenhand(options =>
{
    options.Address = new Uri(builder.Configuration["Evenhand:Address"] ?? "http://localhost:5080");
    options.Key = builder.Configuration["Evenhand:Key"];
    options.WhenUnavailable = FailMode.Open;
    options.Reporting.Source = "shop-api";
    options.Reporting.WhenFull = DropPolicy.DropOldest;

    // Whoever calls says so in a header, which keeps the sample short. A real shop signs its customers in; without this line
    // the claim "account" tells whose act it is.
    options.FairUse.Account = context => context.Request.Headers["Shop-Account"];
});

var app = builder.Build();

// Each call that succeeds becomes an event of this type; the gate is asked before with the same data.
app.MapGet("/orders", () => "Three lamps and a kettle.")
    .RequireFairUse(
        "api.called",
        endpoint => endpoint.With = _ => new JsonObject { ["operation"] = "orders" }
    );

// What became of the events so far. It is under no policy.
app.MapGet("/usage", (UsageReporter reporter) => reporter.Counts);

app.Run();
