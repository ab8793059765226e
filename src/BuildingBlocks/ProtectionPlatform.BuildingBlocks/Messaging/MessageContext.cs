using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>What a handler gets beside the message: the subscription's transaction, and the means to append to one of its module's own streams.</summary>
public sealed class MessageContext
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly ShadowTables? shadow;

    internal MessageContext(RecordedEvent source, NpgsqlConnection connection, NpgsqlTransaction transaction, IServiceProvider services, CancellationToken ct, ShadowTables? shadow = null)
    {
        Source = source;
        this.connection = connection;
        this.transaction = transaction;
        this.shadow = shadow;
        Services = services;
        Cancelled = ct;
    }

    /// <summary>The event as recorded. For a message of another module only its position, id, times and actor concern the reader.</summary>
    public RecordedEvent Source { get; }

    /// <summary>Id of the message, the same at every redelivery.</summary>
    public Guid MessageId => Source.Id;

    /// <summary>Place in the log; a guard for upserts (<c>where last_seq &lt; @Sequence</c>).</summary>
    public long Sequence => Source.Sequence;

    public DateTimeOffset RecordedAt => Source.RecordedAt;

    public CancellationToken Cancelled { get; }

    /// <summary>Services of a scope in which the actor is the platform.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Seals what a read model keeps of a person.</summary>
    public PersonalData Personal => Services.GetRequiredService<PersonalData>();

    internal Func<Task<bool>>? StagedAppend { get; private set; }

    /// <summary>Runs SQL (Dapper parameters) in the subscription's transaction.</summary>
    public Task<int> Execute(string sql, object? parameters = null) =>
        connection.ExecuteAsync(new CommandDefinition(shadow?.In(sql) ?? sql, parameters, transaction, cancellationToken: Cancelled));

    /// <summary>Reads rows in the subscription's transaction.</summary>
    public Task<IEnumerable<TRow>> Query<TRow>(string sql, object? parameters = null) =>
        connection.QueryAsync<TRow>(new CommandDefinition(shadow?.In(sql) ?? sql, parameters, transaction, cancellationToken: Cancelled));

    /// <summary>One of the module's own streams as it was at a version: what a projection may depend on, so that a replay gives the same rows.</summary>
    public async Task<TState?> Fold<TState>(Guid streamId, long upToVersion) where TState : class, IState<TState>
    {
        TState? state = null;
        foreach (var happened in await Services.GetRequiredService<EventStore.EventStore>().Load(connection, streamId, Cancelled, upToVersion))
            state = TState.Evolve(state, happened);
        return state;
    }

    /// <summary>
    /// Appends to one of the module's own streams as the last act of this transaction, after the position is written.
    /// At most one per message. A refusal or an empty decision appends nothing and the message counts as handled.
    /// </summary>
    /// <param name="decide">Gets the state, or null when there is no such stream yet.</param>
    public void Append<TState>(Guid streamId, Func<TState?, Decision> decide) where TState : class, IState<TState>
    {
        if (shadow is not null) throw new InvalidOperationException("A read model only writes its own tables.");
        if (StagedAppend is not null) throw new InvalidOperationException("A message appends to one stream only.");
        StagedAppend = () => Services.GetRequiredService<ReactionAppender>().Append(transaction, streamId, decide, Source, Cancelled);
    }
}

/// <summary>The tables beside the live ones while a read model is rebuilt: the handlers' SQL is the same, with these names in it.</summary>
internal sealed class ShadowTables(Subscription subscription)
{
    private readonly Regex ownTables = new(
        $@"\b(?:{string.Join('|', subscription.Tables.Select(table => Regex.Escape(table.Split('.')[0])).Distinct())})\.\w+", RegexOptions.CultureInvariant);

    /// <exception cref="InvalidOperationException">The SQL names a table the read model does not declare: it would change what is live.</exception>
    public string In(string sql) => ownTables.Replace(sql, named => subscription.Tables.Contains(named.Value)
        ? $"{named.Value}__rebuild"
        : throw new InvalidOperationException($"{subscription.Name} does not declare the table {named.Value}."));
}
