var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapGet("/health/live", () => Results.Ok());
await app.RunAsync();

/// <summary>The host: composition, middleware, health, OpenAPI. No business rule lives here.</summary>
public partial class Program;
