using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Privacy.Processing;

/// <summary>What an organisation has to keep about its processing (Law 91/2025, Article 21; [D] P-29, P-30).</summary>
internal enum ProcessingDocumentKind
{
    /// <summary>Which data are processed, what for, by whom, how long.</summary>
    ProcessingRegister,

    /// <summary>Sent to the authority within 60 days of the first processing, looked at again every six months.</summary>
    ImpactAssessment,
}

/// <summary>A version of the document was written. Tells of organisations and offices, of no child.</summary>
/// <param name="Controller">Who decides about the data: the school, or its founding body.</param>
/// <param name="Processor">Who runs the platform for it, and under which contract.</param>
/// <param name="Officer">The data protection officer or unit, and how it is reached.</param>
/// <param name="SendBy">Until when it must be with the authority; null where nothing is sent.</param>
/// <param name="ReviewBy">When it is to be looked at again.</param>
internal sealed record ProcessingDocumentWritten(
    Guid OrganisationId, ProcessingDocumentKind Kind, string Controller, string Processor, string Officer, string Content,
    DateOnly ProcessingSince, DateOnly WrittenOn, DateOnly? SendBy, DateOnly? SentOn, DateOnly ReviewBy);

/// <summary>One document of one organisation in all its versions.</summary>
internal sealed record ProcessingDocument(Guid Id, ProcessingDocumentWritten Newest) : IState<ProcessingDocument>
{
    public static Guid StreamOf(Guid organisation, ProcessingDocumentKind kind) => EventStore.Derived($"registers.processing/{organisation}/{kind}");

    public static ProcessingDocument? Evolve(ProcessingDocument? before, RecordedEvent happened) =>
        happened.Data is ProcessingDocumentWritten written ? new(happened.StreamId, written) : before;
}
