import { describe, expect, it } from 'vitest';
import { entries, missingIn, namesOf } from './declarations.js';

/** What each entry point exports. A new name is a promise to other programs: it needs a docstring, and its line here. */
const names: Readonly<Record<string, { readonly values: string; readonly types: string }>> = {
  index: {
    values: `
      ClassifierClosed EngineUnavailable loadClassifier NoCheckpoint PictureRefused version WhiskerError WorkFailed WrongCommand`,
    types: `
      Classification ClassifyOptions ClassProbability EngineChoice LoadClassifierOptions PictureResult PictureSource RefusedPicture
      TrainedClassifier WhiskerErrorOptions`,
  },
  pipeline: {
    values: `
      BadPictures createDecodePool createPipeline permutation policies repeatBatch scanDataset startAutotune watchPipeline WhiskerError
      WorkFailed WrongCommand zipBatches`,
    types: `
      Answer Autotune AutotuneLimits AutotuneMode Batch BatchStream Bottleneck Box CacheBlock Dataset DecodePool DecodePoolOptions Decoder
      DecodeTask Observation OnProgress Permutation Pipeline PipelineFacts PipelineOptions PipelineReport PipelineState Policy PolicyChanges
      Position Progress Quarantined Range Sample ScannedSample ScanOptions StageFacts StepCounters Transform View WatchOptions
      WhiskerErrorOptions`,
  },
  engine: {
    values: `
      createAdam createMomentum EngineUnavailable Gradients loadEngine normals operationsOn Tape uniforms Value WhiskerError WorkFailed
      WrongCommand yieldToEventLoop`,
    types: `
      AdamNumbers AdamStep BatchNorm BatchNormOptions ConvGeometry EmaUpdate Engine EngineChoice ForwardResult Geometry InputGradient Kernels
      LoadOptions Mode MomentumNumbers MomentumStep NamedVariable Normalization Operations Optimizer OptimizerState ParameterUpdate Precision
      Rank RunningStatistics SetupEvent SetupReport Shape4D Shapes StateTensor TapeValues Values WhiskerErrorOptions`,
  },
  models: {
    values: `
      createClassifier createEma createGenerator describeClassifier describeGenerator exportValues generatorSizes importValues lossFake
      lossLabelled lossReal noGrad pretrainedWeights readSafetensors serializeSafetensors trainableParameters WhiskerError WorkFailed
      WrongCommand`,
    types: `
      AnyOf Classifier ClassifierOptions ClassifierShape Ema FakeClass Freeze Generator GeneratorShape InferenceModel Initial IsGiven Kernels
      Layout Loss Mode NamedValues NamedVariable Network NetworkSpec NormalizationName OperationName OperationTypes Parameter ParameterSpec
      Rank SafetensorsFile Stem StoredTensor SymbolicTensor SymbolicValues Tape TapeValues TracedOperation Value WhiskerErrorOptions`,
  },
  events: {
    values: `
      AccuracyCurve createPlayer describeStatus followRun followRuns isOver openEventLog openRunRecording openTensorBoard readEvents
      readOverview readRuns runRecordingOf stamp WhiskerError WorkFailed WrongCommand`,
    types: `
      AccuracyPoint EventBody EventLog EventOf EventPlayer FollowedRun FollowOptions FollowRunsOptions Liveness LogCallbacks LogFaults LogFile
      LostEvents Player PlayerState PlayOptions RunCommand RunEnd RunEvent RunOverview RunRecording RunStatus Score Skipped Speed TensorBoard
      WhiskerErrorOptions`,
  },
  recipes: {
    values: `
      BadPictures choice crossEntropy DataChanged dryRun EngineUnavailable evaluate flag holdStatistics integer integerOrAuto lossFake
      lossLabelled lossOfTargets lossReal LostLock measureRunTime NoCheckpoint NotFinite number prepareComparison prepareRun readSplit recipes
      resolveComparison resolveOptions resumeRun RunDone RunExists RunInUse scanDataset scheduleOf split text trainableParameters WhiskerError
      WorkFailed writeSplit WrongCommand`,
    types: `
      AdamOptions AnyOption ChoiceOption Classifier ClassScore CompareEvent CompareRequest Comparison ComparisonOptions ComparisonRow Dataset
      DecodePool DryRun Engine EvaluatedSet EvaluateRequest Evaluation EventOf FakeClass FeatureLimits FeatureSet FeatureTable FlagOption
      Generator Gradients Input InputBatch Inputs LabelledSample Loss LossTerm MachineMemory Measured MemoryEstimate Named NamedVariable
      Network NumberOption OnProgress OptimizerOptions OptionSources OptionSpec OptionTable OptionValue Pace Parameter PicturePrediction
      Pipeline PipelineOptions PreparedComparison PreparedRun Progress Quarantined Recipe RecipeContext RecipeOptimizer RecipeOptions
      RecipeTable RecipeValues ResumeContext Rows RunCommand RunContext RunEvent RunOptionSources RunRequest RunTime ScannedSample ScanOptions
      Schedule ScheduleOptions Score SgdOptions SharedOptions Split SplitPart SplitResult SplitSizes Spread Step StepBatches TextOption
      TrainedContext TrainOptions ValueOf ValuesOf View WhiskerErrorOptions WriteFile`,
  },
  testing: {
    values: `
      BadPictures bundledFixture expectStream readFixture recordBatches Recording recordPipeline replayBatches replayEvents replayPipeline
      StreamDiffers WhiskerError withFixture WorkFailed writeFixture WrongCommand`,
    types: `
      Batch BatchStream BundledFixture EventOf Fixture FixtureMode Pipeline PipelineOptions Position Quarantined RecordedBatch RecordedEnd
      RecordedEvent RecordedQuarantine RecordingOptions ReplayedOptions ReplayEventsOptions ReplayOptions RunEvent StreamInfo
      WhiskerErrorOptions WithFixtureOptions`,
  },
  tui: {
    values: `
      openDashboard WhiskerError WorkFailed WrongCommand`,
    types: `
      Baseline Dashboard DashboardOptions EventOf Picture Player RunCommand RunEvent RunStatus WhiskerErrorOptions`,
  },
};

/** The folders whose types an entry point exports itself, as far as it mentions them. */
const own: Readonly<Record<string, readonly string[]>> = {
  index: ['classify', 'config'],
  pipeline: ['pipeline', 'workers', 'dataset', 'config'],
  engine: ['engine', 'setup', 'config'],
  models: ['models'],
  events: ['events', 'config'],
  recipes: ['training', 'dataset', 'config'],
  testing: ['testing', 'pipeline/record', 'config'],
  tui: ['tui'],
};

const inWords = (list: string): string[] => list.trim().split(/\s+/);

it('every entry point of package.json is listed here', () => {
  expect(Object.keys(entries).sort()).toEqual(Object.keys(names).sort());
});

describe.each(Object.keys(names))('whisker-ml/%s', (entry) => {
  it('exports what is listed, and no more', () => {
    expect(namesOf(entry)).toEqual({ values: inWords(names[entry].values), types: inWords(names[entry].types) });
  });

  it('exports every type that its own exports mention', () => {
    expect(missingIn(entry, own[entry])).toEqual([]);
  });
});
