using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orders;
using Tasks;

// An order and its task in one transaction of EF Core's: `dotnet run --project samples/Orders` on SQLite, in a file of its own;
// with `--connection "Host=…;Database=…;Username=…;Password=…"` on PostgreSQL.
string? connection = args switch
{
    [] => null,
    ["--connection", var given] => given,
    _ => "",
};
if (connection == "")
{
    Console.Error.WriteLine("Options: --connection TEXT, a PostgreSQL database; without it, SQLite in a temporary file.");
    return 2;
}

var folder = Directory.CreateTempSubdirectory("tasks-orders-");
var file = $"Data Source={Path.Combine(folder.FullName, "shop.db")};Pooling=False";
var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddScoped<Counter>();
builder.Services.AddDbContext<Shop>(shop => _ = connection is null ? shop.UseSqlite(file) : shop.UseNpgsql(connection));
builder.Services.AddTasks(tasks => (connection is null ? tasks.AddSqlite(file) : tasks.AddPostgreSql(connection)).AddWorker());

bool isRight;
using (var host = builder.Build())
{
    await using var scope = host.Services.CreateAsyncScope();
    var shop = scope.ServiceProvider.GetRequiredService<Shop>();
    await shop.OpenAsync();
    await host.StartAsync();
    isRight = await PlaceTwoAsync(scope.ServiceProvider.GetRequiredService<Counter>(), shop);
    await host.StopAsync();
}

folder.Delete(recursive: true);
return isRight ? 0 : 1;

static async Task<bool> PlaceTwoAsync(Counter counter, Shop shop)
{
    var (paid, unpaid) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
    var shipment = await counter.PlaceAsync(paid, isPaid: true);
    var never = await counter.PlaceAsync(unpaid, isPaid: false);

    shipment = await shipment.WaitAsync(TimeSpan.FromSeconds(30));
    var orders = await shop.Orders.AsNoTracking().Where(order => order.Id == paid || order.Id == unpaid).ToListAsync();
    var isThere = await ExistsAsync(never);
    Console.WriteLine($"The paid order: {shipment.Status}, {orders.Count} order with {orders[0].Parcels} parcel.");
    Console.WriteLine($"The unpaid one: its task is {(isThere ? "there" : "not there")}.");
    return orders is [{ Parcels: 1 }] && shipment is { ReturnValue: 1, Attempts: 1 } && !isThere;
}

static async Task<bool> ExistsAsync(TaskResult result)
{
    try
    {
        await result.RefreshAsync();
        return true;
    }
    catch (TaskResultDoesNotExistException)
    {
        return false;
    }
}
